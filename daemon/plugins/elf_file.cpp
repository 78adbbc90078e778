#include "plugins/elf_file.hpp"

#include <elf.h>

#include <cstring>
#include <fstream>

namespace earshot::plugins {

namespace {

std::unexpected<error> refuse(std::string why) {
    return fail(error_kind::invalid, "plugin.not_a_library", std::move(why));
}

std::unexpected<error> cut_short() { return refuse("not a whole shared object: cut short"); }

// Reads within the file only, whatever the file says of its own size.
//
// Rationale: Boost.DLL reads exported symbols too, but believes the sizes it finds, and looks at
// the symbols for debuggers before those for the loader.
class elf_file {
public:
    explicit elf_file(const std::filesystem::path& file)
        : from_(file, std::ios::binary), size_(std::filesystem::file_size(file)) {}

    template <class T>
    bool read(std::uint64_t offset, T& into) {
        return read_bytes(offset, sizeof into, &into);
    }

    template <class T>
    bool read_all(const Elf64_Shdr& section, std::vector<T>& into) {
        if (section.sh_size > size_) return false;
        into.resize(section.sh_size / sizeof(T));
        return read_bytes(section.sh_offset, into.size() * sizeof(T), into.data());
    }

    bool holds(const Elf64_Shdr& section) const {
        return section.sh_type == SHT_NOBITS || holds(section.sh_offset, section.sh_size);
    }

private:
    bool holds(std::uint64_t offset, std::uint64_t length) const {
        return offset <= size_ && length <= size_ - offset;
    }

    bool read_bytes(std::uint64_t offset, std::uint64_t length, void* into) {
        if (!holds(offset, length)) return false;
        from_.seekg(static_cast<std::streamoff>(offset));
        from_.read(static_cast<char*>(into), static_cast<std::streamsize>(length));
        return from_.good();
    }

    std::ifstream from_;
    std::uint64_t size_;
};

result<Elf64_Ehdr> read_header(elf_file& from) {
    Elf64_Ehdr header{};
    if (!from.read(0, header.e_ident) || std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0)
        return refuse("not a shared object");
    if (!from.read(0, header)) return cut_short();
    if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_type != ET_DYN)
        return refuse("not a 64-bit shared object");
    if (header.e_shentsize != sizeof(Elf64_Shdr) || header.e_shnum == 0)
        return refuse("not a shared object that can be read: it has no section table");
    return header;
}

result<std::vector<Elf64_Shdr>> read_sections(elf_file& from) {
    const auto header = read_header(from);
    if (!header) return std::unexpected(header.error());
    std::vector<Elf64_Shdr> sections(header->e_shnum);
    for (std::uint64_t i = 0; i < sections.size(); ++i) {
        std::uint64_t offset = 0;
        const bool sound =
            !__builtin_add_overflow(header->e_shoff, i * sizeof(Elf64_Shdr), &offset);
        if (!sound || !from.read(offset, sections[i]) || !from.holds(sections[i]))
            return cut_short();
    }
    return sections;
}

bool is_exported(const Elf64_Sym& symbol) {
    const auto visibility = ELF64_ST_VISIBILITY(symbol.st_other);
    return ELF64_ST_BIND(symbol.st_info) != STB_LOCAL && symbol.st_shndx != SHN_UNDEF &&
           (visibility == STV_DEFAULT || visibility == STV_PROTECTED);
}

// The names end with a NUL each; the last may have lost it.
std::string name_at(const std::vector<char>& names, std::size_t at) {
    if (at >= names.size()) return {};
    return {names.data() + at, strnlen(names.data() + at, names.size() - at)};
}

result<std::vector<std::string>> read_symbols(elf_file& from) {
    const auto sections = read_sections(from);
    if (!sections) return std::unexpected(sections.error());
    std::vector<std::string> exported;
    for (const Elf64_Shdr& section : *sections) {
        if (section.sh_type != SHT_DYNSYM || section.sh_link >= sections->size()) continue;
        std::vector<Elf64_Sym> symbols;
        std::vector<char> names;
        if (!from.read_all(section, symbols) || !from.read_all((*sections)[section.sh_link], names))
            return cut_short();
        for (const Elf64_Sym& symbol : symbols)
            if (is_exported(symbol)) exported.push_back(name_at(names, symbol.st_name));
    }
    return exported;
}

}  // namespace

result<std::vector<std::string>> exported_symbols(const std::filesystem::path& file) {
    try {
        elf_file from(file);
        return read_symbols(from);
    } catch (const std::filesystem::filesystem_error& problem) {
        return refuse(std::string("cannot be read: ") + problem.code().message());
    }
}

}  // namespace earshot::plugins
