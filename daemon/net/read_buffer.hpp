// Bytes received and not yet understood, in one piece. Keeps its memory from message to message.
#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace earshot::net {

class read_buffer {
public:
    std::string_view unread() const { return {bytes_.data() + begin_, end_ - begin_}; }

    // At least `least` bytes to receive into. Views of unread() end here.
    std::span<char> room(std::size_t least) {
        if (begin_ == end_) begin_ = end_ = 0;
        if (bytes_.size() - end_ < least) make_room(least);
        return {bytes_.data() + end_, bytes_.size() - end_};
    }

    void filled(std::size_t count) { end_ += count; }
    void consume(std::size_t count) { begin_ += count; }

private:
    void make_room(std::size_t least) {
        if (begin_ > 0) std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
        if (bytes_.size() - end_ < least) bytes_.resize(end_ + least);
    }

    std::vector<char> bytes_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace earshot::net
