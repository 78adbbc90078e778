// Top-level domains by which a name without `https://` is taken for a link. Generic ones are those
// that companies and people use; after a scheme every domain will do.
#pragma once

#include <string_view>

namespace earshot::bluesky {

inline constexpr std::string_view generic_domains =
    " com net org info biz edu gov mil int name pro aero coop museum jobs mobi travel tel cat asia "
    "post xxx app dev page web blog shop store online site website cloud tech digital agency media "
    "news social support help service services solutions center company group global world live "
    "life today space zone city club fun games art design studio photo video music love eco "
    "energy green bank insurance finance money credit capital ventures law legal health care "
    "clinic dental hospital pharmacy hotel flights holiday tours vacations cruises taxi limo "
    "restaurant cafe bar pizza beer wine kitchen recipes fashion shoes jewelry toys gifts sale "
    "discount auction deals rent rentals properties estate house land garden build construction "
    "tools parts auto cars bike school university academy education training courses science "
    "events tickets theater community foundation charity gives team work works jobs careers "
    "link click email chat systems network host hosting software codes engineering africa "
    "amsterdam "
    "berlin hamburg koeln koln cologne london paris moscow nyc tokyo vegas wien zuerich ";

// ISO 3166 and what else has two letters.
inline constexpr std::string_view country_domains =
    "acadaeafagaialamaoaqarasatauawaxazbabbbdbebfbgbhbibjbmbnbobrbsbtbwbybzcacccdcfcgchcickclcmcn"
    "cocrcucvcwcxcyczdedjdkdmdodzeceeegereseteufifjfkfmfofrgagdgegfggghgiglgmgngpgqgrgsgtgugwgyhk"
    "hmhnhrhthuidieiliminioiqirisitjejmjojpkekgkhkikmknkpkrkwkykzlalblclilklrlsltlulvlymamcmdmemg"
    "mhmkmlmmmnmompmqmrmsmtmumvmwmxmymznancnenfngnlnonpnrnunzompapepfpgphpkplpmpnprpsptpwpyqarero"
    "rsrurwsasbscsdsesgshsiskslsmsnsosrssstsvsxsysztctdtftgthtjtktltmtntotrtttvtwtzuaugukusuyuzva"
    "vcvevgvivnvuwfwsyeytzazmzw";

}  // namespace earshot::bluesky
