#include "plugins/elf_file.hpp"

#include <elf.h>

#include <boost/dll/library_info.hpp>
#include <cstring>
#include <fstream>

namespace earshot::plugins {

namespace {

std::unexpected<error> refuse(std::string why) {
    return fail(error_kind::invalid, "plugin.not_a_library", std::move(why));
}

template <class T>
bool read_at(std::ifstream& from, std::uint64_t offset, T& into) {
    from.seekg(static_cast<std::streamoff>(offset));
    return static_cast<bool>(from.read(reinterpret_cast<char*>(&into), sizeof into));
}

bool within(std::uint64_t offset, std::uint64_t length, std::uint64_t size) {
    return offset <= size && length <= size - offset;
}

result<Elf64_Ehdr> read_header(std::ifstream& from) {
    Elf64_Ehdr header{};
    if (!read_at(from, 0, header.e_ident) || std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0)
        return refuse("not a shared object");
    if (!read_at(from, 0, header)) return refuse("not a whole shared object: cut short");
    if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_type != ET_DYN)
        return refuse("not a 64-bit shared object");
    if (header.e_shentsize != sizeof(Elf64_Shdr) || header.e_shstrndx >= header.e_shnum)
        return refuse("not a shared object that can be read: it has no section table");
    return header;
}

// Boost.DLL believes the sizes that it finds in the file, so they are compared with the file first.
result<void> check_bounds(const std::filesystem::path& file) {
    std::ifstream from(file, std::ios::binary);
    const auto header = read_header(from);
    if (!header) return std::unexpected(header.error());
    const std::uint64_t size = std::filesystem::file_size(file);
    for (std::uint64_t i = 0; i < header->e_shnum; ++i) {
        Elf64_Shdr section{};
        const bool there = read_at(from, header->e_shoff + i * sizeof section, section);
        const bool has_bytes = section.sh_type != SHT_NOBITS;
        if (!there || (has_bytes && !within(section.sh_offset, section.sh_size, size)))
            return refuse("not a whole shared object: cut short");
    }
    return {};
}

}  // namespace

result<std::vector<std::string>> exported_symbols(const std::filesystem::path& file) {
    try {
        if (const auto sound = check_bounds(file); !sound) return std::unexpected(sound.error());
        return boost::dll::library_info(file).symbols();
    } catch (const std::exception& problem) {
        return refuse(std::string("not a shared object that can be read: ") + problem.what());
    }
}

}  // namespace earshot::plugins
