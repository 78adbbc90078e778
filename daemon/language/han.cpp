#include "language/han.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "language/han_table.hpp"

namespace earshot::language {

namespace {

using namespace std::string_view_literals;

// Written alike in China but seldom said there, or said with another meaning.
constexpr std::array japanese_words{
    U"欠航"sv,   U"返金"sv, U"予約"sv,   U"空港"sv,   U"到着"sv, U"出発"sv, U"荷物"sv, U"運休"sv,
    U"手続"sv,   U"案内"sv, U"料金"sv,   U"電話"sv,   U"今日"sv, U"明日"sv, U"昨日"sv, U"無料"sv,
    U"大丈夫"sv, U"残念"sv, U"飛行機"sv, U"紛失"sv,   U"座席"sv, U"運賃"sv, U"特典"sv,

    U"新幹線"sv, U"切符"sv, U"弁当"sv,   U"仕事"sv,   U"残業"sv, U"給料"sv, U"注文"sv, U"値段"sv,
    U"割引"sv,   U"請求"sv, U"解約"sv,   U"証明書"sv, U"連絡"sv, U"確認"sv, U"至急"sv, U"最悪"sv,
    U"最高"sv,   U"了解"sv, U"承知"sv,   U"面倒"sv,   U"迷惑"sv, U"苦情"sv, U"返品"sv, U"返信"sv,
    U"返事"sv,   U"送料"sv, U"受付"sv,   U"受取"sv,   U"申込"sv, U"便名"sv, U"時間"sv, U"午前"sv,
    U"午後"sv,   U"宅配"sv, U"在庫"sv,   U"係員"sv,   U"担当"sv, U"圏外"sv, U"復旧"sv, U"停止"sv,
    U"再開"sv,   U"友達"sv, U"勉強"sv,   U"一番"sv,   U"全然"sv, U"何故"sv, U"何時"sv, U"場所"sv,
    U"本当"sv,   U"意味"sv, U"当日"sv,   U"往復"sv,   U"片道"sv, U"満席"sv, U"早朝"sv, U"深夜"sv,
    U"朝食"sv};

constexpr std::array chinese_words{U"航班"sv, U"行李"sv, U"機場"sv, U"退款"sv, U"客服"sv, U"你好"sv,
                                   U"沒人"sv, U"座位"sv, U"今天"sv, U"明天"sv, U"昨天"sv, U"怎麼"sv,
                                   U"什麼"sv, U"沒有"sv, U"可以"sv, U"已經"sv, U"多久"sv, U"現在"sv,
                                   U"飛機"sv, U"延誤"sv, U"登機"sv, U"護照"sv, U"早上"sv, U"晚上"sv,
                                   U"小時"sv, U"分鐘"sv, U"不是"sv, U"就是"sv, U"還是"sv, U"真的"sv,
                                   U"非常"sv, U"謝謝"sv, U"我的"sv, U"哪里"sv, U"請問"sv, U"不能"sv,
                                   U"聯絡"sv, U"公司"sv, U"服務"sv, U"問題"sv, U"時候"sv};

constexpr std::u32string_view chinese_particles = U"你您嗎呢吧們這哪很她妳啊啦喔麼";
constexpr std::u32string_view more_often_chinese = U"的是了在那給我他都就要";

bool has(std::u16string_view table, char32_t character) {
    return character <= 0xFFFF &&
           std::ranges::binary_search(table, static_cast<char16_t>(character));
}

float of_character(char32_t one) {
    if (has(japanese_only, one)) return 3;
    if (has(simplified_only, one)) return -4;
    if (has(traditional_only, one)) return -2.5F;
    if (chinese_particles.contains(one)) return -2.5F;
    return more_often_chinese.contains(one) ? -0.7F : 0;
}

// Names tell nothing; they are written in Japan as in China.
constexpr std::array place_names{U"東京"sv,     U"大阪"sv, U"京都"sv,     U"成田空港"sv,
                                 U"羽田空港"sv, U"札幌"sv, U"福岡"sv,     U"名古屋"sv,
                                 U"関西空港"sv, U"沖縄"sv, U"日本航空"sv, U"全日空"sv,
                                 U"広島"sv,     U"仙台"sv, U"横浜"sv};

std::u32string without_names(std::u32string_view text) {
    std::u32string rest(text);
    for (const std::u32string_view name : place_names)
        for (auto at = rest.find(name); at != rest.npos; at = rest.find(name, at))
            rest.replace(at, name.size(), U" ");
    return rest;
}

template <class Words>
float occurrences(std::u32string_view text, const Words& words) {
    float total = 0;
    for (const std::u32string_view one : words)
        for (auto at = text.find(one); at != text.npos; at = text.find(one, at + one.size()))
            ++total;
    return total;
}

}  // namespace

float japanese_against_chinese(std::span<const char32_t> characters) {
    const std::u32string text = without_names({characters.data(), characters.size()});
    float sum = 0;
    for (const char32_t one : text) sum += of_character(one);
    sum += 2.5F * occurrences(text, japanese_words);
    sum -= 2.5F * occurrences(text, chinese_words);
    return std::clamp(sum, -20.0F, 20.0F);
}

}  // namespace earshot::language
