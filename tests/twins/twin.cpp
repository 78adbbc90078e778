#include "twins/twin.hpp"

#include <boost/json.hpp>

namespace earshot::twins {

answer json_answer(int status, const boost::json::value& body) {
    answer out;
    out.response.status = status;
    out.response.content_type = "application/json; charset=utf-8";
    out.response.body = boost::json::serialize(body);
    return out;
}

}  // namespace earshot::twins
