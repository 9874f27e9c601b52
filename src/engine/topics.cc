#include "engine/topics.h"

#include <algorithm>
#include <iterator>

#include "base/ascii.h"

namespace phoney {
namespace {

constexpr std::string_view kOwnList = "give the values yourself: {{random_element:elements=[a, b]}}";
constexpr std::string_view kNoData =
    "phoney has no data about this; give the values yourself: {{random_element:elements=[a, b]}}";
constexpr std::string_view kNoNumbering =
    "phoney does not number records; add numbers after generation (docs/migrating.md shows how), or use `uuid4`, or "
    "`random_int` with unique=true";
constexpr std::string_view kNoOptional =
    "phoney has no optional values; empty them after generation (docs/migrating.md shows how), "
    "or put null into a list: {{random_element:elements=[a, b, null]}}";

constexpr Topic kTopics[] = {
    // Keys and codes.
    {"id identifier ident key primarykey pk", "uuid4 random_int uuid7"},
    {"uuid guid", "uuid4 uuid7 uuid1"},
    {"objectid mongoid", "hexify", "write it as a pattern: {{hexify:text=^^^^^^^^^^^^^^^^^^^^^^^^}}"},
    {"ulid nanoid cuid", "uuid7 uuid4"},
    {"sequence seq autoincrement increment counter serial row rownumber recordnumber index", "uuid4 random_int uuid7",
     kNoNumbering},
    {"sku productcode articlenumber partnumber", "bothify ean13 upc_a",
     "write it as a pattern: {{bothify:text='?-####'}}"},
    {"ordernumber invoicenumber ticket reference", "numerify bothify",
     "write it as a pattern: {{numerify:text='####-####'}}"},
    {"gtin", "ean13 ean8 upc_a"},
    {"version semver", "numerify", "write it as a pattern: {{numerify:text=#.#.#}}"},
    {"foreignkey relation", "random_int",
     "a placeholder cannot refer to another field or record; draw the keys from the same range: "
     "{{random_int:min=1,max=1000}}"},
    {"regex regexp regularexpression", "bothify pystr_format numerify lexify hexify",
     "phoney reads no regular expressions; write a pattern: {{bothify:text='##-?'}}"},
    {"pattern mask", "bothify numerify lexify hexify pystr_format"},
    // Choices and lists.
    {"enum choice oneof pick select category status datasetcolumn", "random_element random_elements", kOwnList},
    {"weighted weight probability frequency", "random_element random_elements",
     "give each value its weight: {{random_element:elements={a: 9, b: 1}}}"},
    {"array list jsonarray", "random_elements words random_choices random_sample",
     "a template makes a list of any generator's values: {{[name]:count=3}}"},
    {"shuffle", "random_elements random_sample"},
    {"optional nullable null none nil maybe blank empty missing", "random_element null_boolean", kNoOptional},
    {"unique distinct", "uuid4",
     "any generator's values are unique with {{email:unique=true}} in a template, or with --unique"},
    // Numbers and texts.
    {"normal gaussian distribution normaldistribution", "random_int pyfloat",
     "`random_int` and `pyfloat` are uniform; transform the numbers after generation"},
    {"age", "random_int date_of_birth", "give the range: {{random_int:min=18,max=80}}"},
    {"quantity rating score range", "random_int pyfloat pydecimal"},
    {"percent percentage", "random_int pyfloat"},
    {"double real", "pyfloat pydecimal"},
    {"int short bigint", "random_int pyint random_number"},
    {"truefalse flag", "boolean pybool"},
    {"boolean bool", "boolean pybool null_boolean"},
    {"string str varchar char character randomstring", "pystr lexify bothify random_letter"},
    {"lorem ipsum loremipsum content body message comment note description bio", "paragraph text sentence paragraphs"},
    {"headline subject", "sentence catch_phrase"},
    {"tag keyword", "word words"},
    {"dict dictionary map struct", "pydict simple_profile json"},
    // Money.
    {"price cost amount salary fee", "pricetag pydecimal"},
    {"money finance payment",
     "pricetag pydecimal currency currency_code currency_name currency_symbol iban bban credit_card_number "
     "credit_card_provider credit_card_expire credit_card_security_code credit_card_full"},
    {"bankaccount accountnumber", "iban bban swift aba"},
    {"cvv cvc", "credit_card_security_code"},
    {"bitcoin crypto", "cryptocurrency cryptocurrency_code cryptocurrency_name"},
    {"vat vatnumber tax taxid taxnumber", "vat_id ssn ein"},
    // People.
    {"fullname", "name first_name last_name"},
    {"surname familyname", "last_name"},
    {"forename christianname", "first_name"},
    {"login nick nickname handle", "user_name"},
    {"title salutation honorific", "prefix"},
    {"birthday birthdate dob born", "date_of_birth"},
    {"gender sex", "random_element passport_gender first_name_female first_name_male name_female name_male",
     "give the values yourself: {{random_element:elements=[female, male]}}"},
    {"socialsecurity nationalid personalid", "ssn passport_number"},
    {"cell cellphone mobilephone fax", "phone_number"},
    {"avatar picture photo", "image_url image"},
    {"language lang", "language_name language_code"},
    {"product productname department brand movie song book food animal", "random_element", kNoData},
    // Places.
    {"gps geo geolocation position location coordinates latlong latlon latitudelongitude",
     "latlng latitude longitude coordinate location_on_land local_latlng"},
    {"lat", "latitude latlng"},
    {"long lon lng", "longitude latlng"},
    {"zip zipcode plz postal", "postcode zipcode"},
    {"region province county", "state administrative_unit"},
    {"housenumber streetnumber", "building_number"},
    {"apartment flat suite", "secondary_address"},
    {"vehicle car", "license_plate vin"},
    // Computers.
    {"ipaddress ipaddr", "ipv4 ipv6 ipv4_public ipv4_private"},
    {"hash checksum digest", "md5 sha1 sha256"},
    {"token apikey secret nonce", "sha256 password uuid4"},
    {"hex hexadecimal", "hexify"},
    {"permalink", "slug uri"},
    {"link href homepage", "url uri"},
    {"browser", "user_agent chrome firefox safari"},
    {"os operatingsystem", "windows_platform_token mac_platform_token linux_platform_token android_platform_token"},
    {"colour", "color color_name hex_color rgb_color"},
    {"barcode", "ean13 ean8 upc_a"},
    // Times.
    {"timestamp epoch createdat updatedat", "unix_time iso8601 date_time past_datetime"},
    {"now currenttime", "iso8601 unix_time date_time",
     "for the time of the run, write {{date_time_between:start_date=now,end_date=now}}"},
    {"weekday", "day_of_week"},
    {"duration interval", "time_delta"},
};

constexpr std::size_t kLongestWord = 60;  // longer ones are nobody's

const Topic* find_plain(std::string_view word) {
  const auto* found = std::ranges::find_if(kTopics, [&](const Topic& topic) {
    const auto words = split_at_spaces(topic.words);
    return std::ranges::find(words, word) != words.end();
  });
  return found == std::end(kTopics) ? nullptr : found;
}

}  // namespace

std::span<const Topic> topics() { return kTopics; }

const Topic* find_topic(std::string_view word) {
  if (word.empty() || word.size() > kLongestWord) return nullptr;
  const std::string plain = plain_spelling(word);
  if (const Topic* found = find_plain(plain)) return found;
  return plain.ends_with('s') ? find_plain(std::string_view(plain).substr(0, plain.size() - 1)) : nullptr;
}

std::string plain_spelling(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    const char lower = lower_ascii(c);
    const bool is_word = (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || static_cast<signed char>(c) < 0;
    if (is_word) plain += lower;
  }
  return plain;
}

std::vector<std::string_view> split_at_spaces(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

}  // namespace phoney
