// The plugins' durable dictionaries: one file for all instances, a part of it for each.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <filesystem>
#include <memory>

#include "earshot/service/store.hpp"

namespace earshot::stores {

class key_value {
public:
    virtual ~key_value() = default;

    // The instance's own; holds on to this object's file, which must outlive it. [loop]
    virtual std::unique_ptr<earshot::store> of(std::string instance) = 0;
};

// Creates the file (mode 0600) where there is none. Errors as in failure.hpp, codes `state.*`.
result<std::unique_ptr<key_value>> open_key_value(std::filesystem::path path,
                                                  boost::asio::any_io_executor loop);

}  // namespace earshot::stores
