#!/usr/bin/env python3
"""Writes han_table.cpp: which Han characters tell Japanese from Chinese.

From the national character sets, as Python knows them: a character that JIS X 0208 (or JIS X 0213)
has and neither GB 2312 nor Big5 is Japanese; one that GB 2312 or Big5 has and JIS X 0208 lacks is
Chinese. usage: han_table.py > ../han_table.cpp
"""


def has(character, codec):
    try:
        character.encode(codec)
        return True
    except UnicodeEncodeError:
        return False


def main():
    japanese, simplified, traditional = [], [], []
    for number in range(0x4E00, 0x9FA6):
        character = chr(number)
        in_japanese, in_gb, in_big5 = (has(character, codec)
                                       for codec in ("euc_jp", "gb2312", "big5"))
        in_jis = has(character, "shift_jis")
        if in_jis and not in_gb and not in_big5:
            japanese.append(character)
        elif in_gb and not in_jis:
            simplified.append(character)
        elif in_big5 and not in_jis and big5_frequent(character):
            traditional.append(character)
    print("// Written by train/han_table.py from the national character sets; do not edit.")
    print('#include "language/han_table.hpp"\n')
    print("namespace earshot::language {\n")
    for name, characters in (("japanese_only", japanese), ("simplified_only", simplified),
                             ("traditional_only", traditional)):
        print(f"const std::u16string_view {name} =")
        text = "".join(characters)
        rows = [text[at:at + 40] for at in range(0, len(text), 40)]
        print("\n".join(f'    u"{row}"' for row in rows) + ";\n")
    print("}  // namespace earshot::language")


def big5_frequent(character):
    """Big5's first level: the frequent characters."""
    return 0xA440 <= int.from_bytes(character.encode("big5"), "big") <= 0xC67E


main()
