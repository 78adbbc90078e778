// Top-level domains that make a link of words with a dot and no scheme: every country's, the
// generic ones that people write, and the common ones in other scripts. X knows about 1500; a rare
// one left out here is counted letter by letter, so a text may seem shorter than X finds it, and X
// then refuses it.
#pragma once

#include <string_view>

namespace earshot::x {

// Two letters each, sorted.
inline constexpr std::string_view country_domains =
    "acadaeafagaialamaoaqarasatauawaxazbabbbdbebfbgbhbibjbmbnbobrbsbtbwbybzcacccdcfcgchcickclcmcnco"
    "crcucvcwcxcyczdedjdkdmdodzeceeegereseteufifjfkfmfofrgagbgdgegfggghgiglgmgngpgqgrgsgtgugwgyhkhm"
    "hnhrhthuidieiliminioiqirisitjejmjojpkekgkhkikmknkpkrkwkykzlalblclilklrlsltlulvlymamcmdmemgmhmk"
    "mlmmmnmompmqmrmsmtmumvmwmxmymznancnenfngninlnonpnrnunzompapepfpgphpkplpmpnprpsptpwpyqarerorsru"
    "rwsasbscsdsesgshsisjskslsmsnsosrssstsusvsxsysztctdtftgthtjtktltmtntotrtttvtwtzuaugukusuyuzvavc"
    "vevgvivnvuwfwsyeytzazmzw";

// Between spaces, sorted.
inline constexpr std::string_view generic_domains =
    " academy aero agency airline amsterdam app art asia bank bar berlin best bike bio biz blog "
    "brussels business cafe cam camera camp care cat center chat church city click clinic cloud "
    "club "
    "coffee com community company computer consulting cool coop dance date deals delivery design "
    "dev "
    "digital direct directory dog earth edu education email energy eus events exchange expert "
    "express family fan farm fashion film finance fit fm foundation fun fund fyi gal gallery game "
    "games garden gent gift global gmbh gold golf gov graphics green group guide guru health help "
    "hiphop holiday host hotel hotels house how info ink institute insure int international "
    "investments istanbul jobs kids kiwi koeln lat law legal life limited link live loan lol "
    "london "
    "love ltd ltda madrid market marketing mba media men menu mil mobi moda moe money museum name "
    "network news ngo ninja nrw one ong online org osaka page paris partners parts party pet "
    "pharmacy "
    "photo photography photos pictures pizza place plus poker porn post press pro productions "
    "properties pub quebec radio recipes rent rentals repair report rest restaurant reviews rio "
    "rocks run sale school science scot services shop show site ski social software solutions "
    "space "
    "sport store stream studio style support swiss systems taipei tax taxi team tech tel tennis "
    "tienda tips today tokyo tools top tours town toys trade training travel tube university "
    "vacations "
    "vegas ventures video villas vip vision vlaanderen voyage wales wang watch web webcam website "
    "wien wiki win wine work works world wtf xxx xyz yoga yokohama zone ";

// Between spaces. They end where they end: whatever letters follow belong to the text.
inline constexpr std::string_view other_script_domains =
    " みんな コム 世界 中国 中國 中文网 公司 台湾 台灣 商城 在线 我爱你 政务 新加坡 游戏 移动 网址 "
    "网店 网络 集团 香港 澳門 닷컴 닷넷 한국 бг бел дети ею қаз ком мкд мон москва онлайн орг рус "
    "рф "
    "сайт срб укр გე հայ ελ भारत संगठन বাংলা ভারত ไทย الاردن الجزائر السعودية المغرب امارات ایران "
    "بازار بھارت پاکستان تونس سورية شبكة عراق عمان فلسطين قطر مصر موقع ";

}  // namespace earshot::x
