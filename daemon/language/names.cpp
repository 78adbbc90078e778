#include "language/names.hpp"

#include <algorithm>
#include <string_view>

namespace earshot::language {

namespace {

using namespace std::string_view_literals;

// In order. Cities of the time zone database, airports and brands that customers name. No word of
// a language stands here: not the French town of Nice, not Delta.
constexpr std::u32string_view names[] = {
    U"aaiun"sv,        U"aalborg"sv,       U"aarhus"sv,        U"abidjan"sv,      U"adelaide"sv,
    U"airbnb"sv,       U"aires"sv,         U"airfrance"sv,     U"aldi"sv,         U"algiers"sv,
    U"alicante"sv,     U"almaty"sv,        U"amazon"sv,        U"amman"sv,        U"amsterdam"sv,
    U"anadyr"sv,       U"anchorage"sv,     U"andorra"sv,       U"android"sv,      U"ankara"sv,
    U"antalya"sv,      U"antwerpen"sv,     U"apia"sv,          U"aqtau"sv,        U"aqtobe"sv,
    U"araguaina"sv,    U"argentina"sv,     U"arlanda"sv,       U"arnhem"sv,       U"aruba"sv,
    U"ashgabat"sv,     U"astrakhan"sv,     U"asuncion"sv,      U"athens"sv,       U"atlanta"sv,
    U"atyrau"sv,       U"auckland"sv,      U"avianca"sv,       U"azores"sv,       U"baghdad"sv,
    U"baku"sv,         U"bali"sv,          U"bangkok"sv,       U"barajas"sv,      U"barbados"sv,
    U"barcelona"sv,    U"barnaul"sv,       U"basel"sv,         U"beijing"sv,      U"beirut"sv,
    U"belem"sv,        U"belgrade"sv,      U"belize"sv,        U"bergen"sv,       U"berlijn"sv,
    U"berlin"sv,       U"bermuda"sv,       U"beulah"sv,        U"bilbao"sv,       U"birmingham"sv,
    U"bishkek"sv,      U"bissau"sv,        U"bogota"sv,        U"bologna"sv,      U"bonaire"sv,
    U"bordeaux"sv,     U"boston"sv,        U"bougainville"sv,  U"brasilia"sv,     U"brasília"sv,
    U"breda"sv,        U"bremen"sv,        U"brisbane"sv,      U"bristol"sv,      U"brugge"sv,
    U"brussel"sv,      U"brussels"sv,      U"bruxelles"sv,     U"bucharest"sv,    U"bucurești"sv,
    U"budapest"sv,     U"buenos"sv,        U"cairo"sv,         U"calgary"sv,      U"cambridge"sv,
    U"cancun"sv,       U"caracas"sv,       U"cardiff"sv,       U"casablanca"sv,   U"catamarca"sv,
    U"cayenne"sv,      U"ceuta"sv,         U"chagos"sv,        U"chicago"sv,      U"chihuahua"sv,
    U"chisinau"sv,     U"chita"sv,         U"cologne"sv,       U"colombo"sv,      U"congonhas"sv,
    U"copenhagen"sv,   U"cordoba"sv,       U"coyhaique"sv,     U"cuiaba"sv,       U"curacao"sv,
    U"curaçao"sv,      U"curitiba"sv,      U"dakota"sv,        U"dallas"sv,       U"damascus"sv,
    U"danmarkshavn"sv, U"darwin"sv,        U"delhi"sv,         U"denver"sv,       U"detroit"sv,
    U"dhaka"sv,        U"dili"sv,          U"doha"sv,          U"dresden"sv,      U"dubai"sv,
    U"dublin"sv,       U"durban"sv,        U"dushanbe"sv,      U"dusseldorf"sv,   U"düsseldorf"sv,
    U"easyjet"sv,      U"ebay"sv,          U"edinburgh"sv,     U"edmonton"sv,     U"efate"sv,
    U"eindhoven"sv,    U"eirunepe"sv,      U"emirates"sv,      U"eucla"sv,        U"eurostar"sv,
    U"facebook"sv,     U"fakaofo"sv,       U"famagusta"sv,     U"faroe"sv,        U"fiji"sv,
    U"firenze"sv,      U"fiumicino"sv,     U"florianópolis"sv, U"francisco"sv,    U"frankfurt"sv,
    U"fukuoka"sv,      U"funchal"sv,       U"galeao"sv,        U"galeão"sv,       U"gambier"sv,
    U"gatwick"sv,      U"gaza"sv,          U"gdańsk"sv,        U"geneva"sv,       U"gent"sv,
    U"genève"sv,       U"gibraltar"sv,     U"glasgow"sv,       U"google"sv,       U"groningen"sv,
    U"guadalcanal"sv,  U"guam"sv,          U"guarulhos"sv,     U"guatemala"sv,    U"guayaquil"sv,
    U"guyana"sv,       U"göteborg"sv,      U"haarlem"sv,       U"halifax"sv,      U"hamburg"sv,
    U"haneda"sv,       U"hannover"sv,      U"hanoi"sv,         U"havana"sv,       U"heathrow"sv,
    U"hebron"sv,       U"helsinki"sv,      U"hermosillo"sv,    U"hiroshima"sv,    U"hobart"sv,
    U"hong"sv,         U"honolulu"sv,      U"houston"sv,       U"hovd"sv,         U"howe"sv,
    U"iberia"sv,       U"ibiza"sv,         U"ikea"sv,          U"indiana"sv,      U"innsbruck"sv,
    U"instagram"sv,    U"inuvik"sv,        U"ipad"sv,          U"iphone"sv,       U"iqaluit"sv,
    U"irkutsk"sv,      U"istanbul"sv,      U"izmir"sv,         U"jakarta"sv,      U"jamaica"sv,
    U"janeiro"sv,      U"jayapura"sv,      U"jerusalem"sv,     U"johannesburg"sv, U"juarez"sv,
    U"juba"sv,         U"jujuy"sv,         U"juneau"sv,        U"kaapstad"sv,     U"kabul"sv,
    U"kaliningrad"sv,  U"kamchatka"sv,     U"kansai"sv,        U"kanton"sv,       U"karachi"sv,
    U"kastrup"sv,      U"kathmandu"sv,     U"kentucky"sv,      U"khandyga"sv,     U"khartoum"sv,
    U"kiritimati"sv,   U"klm"sv,           U"kobe"sv,          U"kolkata"sv,      U"koln"sv,
    U"kong"sv,         U"kopenhagen"sv,    U"kosrae"sv,        U"kraków"sv,       U"krasnoyarsk"sv,
    U"kuching"sv,      U"kwajalein"sv,     U"kyiv"sv,          U"kyoto"sv,        U"köln"sv,
    U"københavn"sv,    U"lagos"sv,         U"latam"sv,         U"leeds"sv,        U"leiden"sv,
    U"leipzig"sv,      U"lidl"sv,          U"lille"sv,         U"lima"sv,         U"linate"sv,
    U"lindeman"sv,     U"lisboa"sv,        U"lisbon"sv,        U"lissabon"sv,     U"liverpool"sv,
    U"london"sv,       U"londres"sv,       U"louisville"sv,    U"lufthansa"sv,    U"luton"sv,
    U"lyon"sv,         U"maastricht"sv,    U"macau"sv,         U"maceio"sv,       U"madeira"sv,
    U"madrid"sv,       U"magadan"sv,       U"makassar"sv,      U"malaga"sv,       U"maldives"sv,
    U"mallorca"sv,     U"malmö"sv,         U"malpensa"sv,      U"malta"sv,        U"managua"sv,
    U"manaus"sv,       U"manchester"sv,    U"manila"sv,        U"maputo"sv,       U"marquesas"sv,
    U"marrakech"sv,    U"marrakesh"sv,     U"marseille"sv,     U"martinique"sv,   U"mastercard"sv,
    U"matamoros"sv,    U"mauritius"sv,     U"mawson"sv,        U"mazatlan"sv,     U"melbourne"sv,
    U"mendoza"sv,      U"menominee"sv,     U"merida"sv,        U"metlakatla"sv,   U"mexico"sv,
    U"miami"sv,        U"microsoft"sv,     U"milan"sv,         U"milano"sv,       U"minsk"sv,
    U"miquelon"sv,     U"moncton"sv,       U"monrovia"sv,      U"monterrey"sv,    U"montevideo"sv,
    U"montpellier"sv,  U"montreal"sv,      U"moresby"sv,       U"moscow"sv,       U"mumbai"sv,
    U"munchen"sv,      U"munich"sv,        U"málaga"sv,        U"münchen"sv,      U"nagoya"sv,
    U"nairobi"sv,      U"nantes"sv,        U"napoli"sv,        U"narita"sv,       U"nauru"sv,
    U"ndjamena"sv,     U"netflix"sv,       U"newcastle"sv,     U"nicosia"sv,      U"nijmegen"sv,
    U"niue"sv,         U"norfolk"sv,       U"noronha"sv,       U"novokuznetsk"sv, U"novosibirsk"sv,
    U"nuuk"sv,         U"odense"sv,        U"ojinaga"sv,       U"okinawa"sv,      U"omsk"sv,
    U"orlando"sv,      U"osaka"sv,         U"oslo"sv,          U"ottawa"sv,       U"palermo"sv,
    U"panama"sv,       U"paolo"sv,         U"paramaribo"sv,    U"parijs"sv,       U"paris"sv,
    U"paulo"sv,        U"paypal"sv,        U"peking"sv,        U"perth"sv,        U"philadelphia"sv,
    U"pitcairn"sv,     U"pontianak"sv,     U"porto"sv,         U"prague"sv,       U"praha"sv,
    U"pretoria"sv,     U"pyongyang"sv,     U"qatar"sv,         U"qostanay"sv,     U"qyzylorda"sv,
    U"rankin"sv,       U"rarotonga"sv,     U"rennes"sv,        U"riga"sv,         U"riyadh"sv,
    U"roissy"sv,       U"roma"sv,          U"rome"sv,          U"rothera"sv,      U"rotterdam"sv,
    U"ryanair"sv,      U"sakhalin"sv,      U"salem"sv,         U"salvador"sv,     U"salzburg"sv,
    U"samarkand"sv,    U"samsung"sv,       U"santarem"sv,      U"santiago"sv,     U"sapporo"sv,
    U"saratov"sv,      U"schiphol"sv,      U"scoresbysund"sv,  U"seattle"sv,      U"seoul"sv,
    U"sevilla"sv,      U"shanghai"sv,      U"simferopol"sv,    U"singapore"sv,    U"sofia"sv,
    U"soweto"sv,       U"spotify"sv,       U"srednekolymsk"sv, U"stansted"sv,     U"stavanger"sv,
    U"stockholm"sv,    U"strasbourg"sv,    U"stuttgart"sv,     U"suriname"sv,     U"sydney"sv,
    U"tahiti"sv,       U"taipei"sv,        U"tallinn"sv,       U"tampere"sv,      U"tarawa"sv,
    U"tashkent"sv,     U"tbilisi"sv,       U"tegucigalpa"sv,   U"tehran"sv,       U"tenerife"sv,
    U"thalys"sv,       U"thimphu"sv,       U"tijuana"sv,       U"tilburg"sv,      U"tirane"sv,
    U"tokyo"sv,        U"tomsk"sv,         U"tongatapu"sv,     U"torino"sv,       U"toronto"sv,
    U"toulouse"sv,     U"transavia"sv,     U"tripoli"sv,       U"tromsø"sv,       U"trondheim"sv,
    U"tucuman"sv,      U"tunis"sv,         U"twitter"sv,       U"ulaanbaatar"sv,  U"ulyanovsk"sv,
    U"urumqi"sv,       U"ushuaia"sv,       U"utrecht"sv,       U"valencia"sv,     U"vancouver"sv,
    U"venezia"sv,      U"vienna"sv,        U"vilnius"sv,       U"vincennes"sv,    U"vladivostok"sv,
    U"volgograd"sv,    U"vostok"sv,        U"vueling"sv,       U"warsaw"sv,       U"warszawa"sv,
    U"washington"sv,   U"wellington"sv,    U"whatsapp"sv,      U"whitehorse"sv,   U"wien"sv,
    U"windhoek"sv,     U"winnipeg"sv,      U"wrocław"sv,       U"yakutat"sv,      U"yakutsk"sv,
    U"yangon"sv,       U"yekaterinburg"sv, U"yerevan"sv,       U"yokohama"sv,     U"york"sv,
    U"youtube"sv,      U"zalando"sv,       U"zaragoza"sv,      U"zurich"sv,       U"zürich"sv};

static_assert(std::ranges::is_sorted(names));

}  // namespace

bool is_name(std::span<const char32_t> letters) {
    const std::u32string_view name(letters.data() + 1, letters.size() - 2);
    return std::ranges::binary_search(names, name);
}

}  // namespace earshot::language
