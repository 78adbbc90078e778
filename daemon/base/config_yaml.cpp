// The only file that knows yaml-cpp. Its events are used, not its nodes: they come in the order of
// the file with positions, and before any alias is expanded.
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <optional>
#include <streambuf>
#include <unordered_map>

#include "base/config_source.hpp"
#include "base/config_tree.hpp"

namespace earshot::base {

namespace {

struct too_much {};  // ends the parsing; the problem has been added

// A collection that is being read.
struct level {
    config_mark at;
    bool mapping = false;
    std::vector<config_node> items;
    std::vector<config_member> members;
    std::optional<config_member> pending;        // a key that waits for its value
    std::unordered_map<std::string, int> lines;  // of the keys so far
    bool drop = false;                           // the value of a key that was refused
};

class tree_builder final : public YAML::EventHandler {
public:
    tree_builder(const config_source& source, config_problems& problems, config_limits limits)
        : source_(source), problems_(problems), limits_(limits) {}

    config_node take() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
        const level* open = levels_.empty() ? nullptr : &levels_.back();
        add(config_node(open && open->pending ? open->pending->at : place(mark)));
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        refuse(mark, "an alias (*name) is not allowed here; write the value itself");
        add(config_node(place(mark)));
    }

    void OnAnchor(const YAML::Mark& mark, const std::string&) override {
        refuse(mark, "an anchor (&name) is not allowed here; remove it and write values out");
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  const std::string& value) override {
        check_tag(mark, tag);
        check_quote(mark);
        add(config_node(place(mark), value));
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {
        check_tag(mark, tag);
        open(mark, false);
    }

    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {
        check_tag(mark, tag);
        open(mark, true);
    }

    void OnSequenceEnd() override { close(); }
    void OnMapEnd() override { close(); }

private:
    config_mark place(const YAML::Mark& mark) const { return source_.at(mark.line, mark.column); }
    void refuse(const YAML::Mark& mark, std::string_view why) { problems_.add(place(mark), why); }

    // `?` and `!` are what yaml-cpp calls a plain and a quoted value without a tag.
    void check_tag(const YAML::Mark& mark, const std::string& tag) {
        if (!tag.empty() && tag != "?" && tag != "!")
            refuse(mark, "a tag (" + tag + ") is not allowed here; remove it");
    }

    // yaml-cpp 0.7 lets the end of the file close a quote when a line end comes before it.
    void check_quote(const YAML::Mark& mark) {
        if (source_.quote_closes(mark.line, mark.column)) return;
        refuse(mark, "the quote that opens here is never closed; close it");
        throw too_much{};
    }

    void open(const YAML::Mark& mark, bool mapping) {
        if (levels_.size() == limits_.depth) {
            refuse(mark, "nested more than " + std::to_string(limits_.depth) +
                             " levels deep; no key of the configuration stands that deep");
            throw too_much{};
        }
        levels_.push_back({.at = place(mark), .mapping = mapping});
    }

    void close() {
        level done = std::move(levels_.back());
        levels_.pop_back();
        if (done.mapping)
            add(config_node(std::move(done.at), std::move(done.members)));
        else
            add(config_node(std::move(done.at), std::move(done.items)));
    }

    void add(config_node node) {
        if (++nodes_ > limits_.nodes) {
            problems_.add(node.at(), "more than " + std::to_string(limits_.nodes) +
                                         " values in one file; split it or remove some");
            throw too_much{};
        }
        if (levels_.empty())
            root_ = std::move(node);
        else if (!levels_.back().mapping)
            levels_.back().items.push_back(std::move(node));
        else if (levels_.back().pending)
            finish_member(levels_.back(), std::move(node));
        else
            begin_member(levels_.back(), node);
    }

    void begin_member(level& into, const config_node& key) {
        into.pending = config_member{key.text(), key.at(), {}};
        into.drop = !good_key(into, key);
    }

    void finish_member(level& into, config_node value) {
        into.pending->value = std::move(value);
        if (!into.drop) into.members.push_back(std::move(*into.pending));
        into.pending.reset();
    }

    bool good_key(level& into, const config_node& key) {
        const std::string& name = key.text();
        if (key.is() != config_node::shape::text || name.empty())
            return refuse_key(key, "a key must be a word, followed by a colon");
        if (name == "<<")
            return refuse_key(key, "a merge key (<<) is not allowed here; write the keys out");
        const auto [first, fresh] = into.lines.try_emplace(name, key.at().line);
        if (fresh) return true;
        return refuse_key(key, "the key '" + name + "' is given twice, first in line " +
                                   std::to_string(first->second) + "; remove one of them");
    }

    bool refuse_key(const config_node& key, std::string_view why) {
        problems_.add(key.at(), why);
        return false;
    }

    const config_source& source_;
    config_problems& problems_;
    config_limits limits_;
    std::vector<level> levels_;
    std::size_t nodes_ = 0;
    config_node root_;
};

// Notices that there is a second document without reading it.
class further_document final : public YAML::EventHandler {
public:
    std::optional<YAML::Mark> at;

    void OnDocumentStart(const YAML::Mark& mark) override {
        at = mark;
        throw too_much{};
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  const std::string&) override {}
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}
};

// Reads bytes where they lie.
class view_buffer final : public std::streambuf {
public:
    explicit view_buffer(std::string_view bytes) {
        char* begin = const_cast<char*>(bytes.data());  // a get area is never written to
        setg(begin, begin, begin + bytes.size());
    }
};

config_node read_document(const config_source& source, config_problems& problems,
                          config_limits limits) {
    view_buffer buffer(source.bytes());
    std::istream in(&buffer);
    tree_builder builder(source, problems, limits);
    further_document further;
    try {
        YAML::Parser parser(in);
        parser.HandleNextDocument(builder);
        parser.HandleNextDocument(further);
    } catch (const too_much&) {
        if (!further.at) return {};
        problems.add(source.at(further.at->line, further.at->column),
                     "a second document begins here; keep one, without a `---` line in between");
    } catch (const YAML::Exception& wrong) {
        problems.add(
            source.at(wrong.mark.line, wrong.mark.column),
            "not valid YAML: " + wrong.msg + "; check indentation, colons and quotes here");
        return {};
    }
    return builder.take();
}

}  // namespace

config_node parse_config(const std::string& file, std::string_view bytes, config_problems& problems,
                         config_limits limits) {
    const config_source source(file, bytes);
    if (bytes.size() > limits.bytes) {
        problems.add(source.at(0, 0), "larger than " + std::to_string(limits.bytes) +
                                          " bytes; is this the right file?");
        return {};
    }
    if (!source.readable(problems)) return {};
    return read_document(source, problems, limits);
}

}  // namespace earshot::base
