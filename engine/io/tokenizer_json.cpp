#include "io/tokenizer_json.h"

#include "base/error.h"
#include "io/json_text.h"
#include "io/printable.h"

namespace bertlab {

using nlohmann::json;

namespace {

/// The member, or null where it is absent.
const json &member(const json &object, const char *key)
{
    static const json absent;
    if (!object.is_object())
        return absent;
    const auto found = object.find(key);
    return found == object.end() ? absent : *found;
}

json parse_object(std::string_view text, const std::string &name)
{
    json object = parse_json(text, name);
    if (!object.is_object())
        throw Error(name + ": found " + describe(object) + ", expected an object.");
    return object;
}

/// Null, or one of the two values; `otherwise` is what null stands for.
bool boolean(const json &object, const char *key, bool otherwise, const std::string &name)
{
    const json &value = member(object, key);
    if (value.is_null())
        return otherwise;
    if (!value.is_boolean())
        throw Error(name + ": " + key + " is " + describe(value) + ", expected true or false.");
    return value.get<bool>();
}

} // namespace

std::vector<std::string> parse_wordpiece_vocabulary(std::string_view text, std::string_view name_view)
{
    const std::string name(name_view);
    const json tokenizer = parse_object(text, name);
    const json &model = member(tokenizer, "model");
    const json &type = member(model, "type");
    if (!type.is_null() && type != "WordPiece") // files of early versions do not name it
        throw Error(name + ": model.type is " + describe(type) + ", expected WordPiece.");
    const json &prefix = member(model, "continuing_subword_prefix");
    if (!prefix.is_null() && prefix != "##")
        throw Error(name + ": model.continuing_subword_prefix is " + describe(prefix) + ", expected ##.");
    const json &vocabulary = member(model, "vocab");
    if (!vocabulary.is_object())
        throw Error(name + ": model.vocab is " + describe(vocabulary) + ", expected an object of pieces and ids.");

    // A repeated line of the vocab.txt behind the file leaves a hole, so ids may pass the number of pieces, but not by
    // far.
    const std::size_t limit = 2 * vocabulary.size() + 1000;
    std::vector<std::string> pieces;
    std::vector<bool> taken;
    for (const auto &[piece, id_value] : vocabulary.items()) {
        const std::string place = name + ": the id of the piece \"" + printable(piece) + "\" is " + describe(id_value);
        if (!id_value.is_number_unsigned() || id_value.get<std::uint64_t>() >= limit)
            throw Error(place + ", expected a whole number from 0 to " + std::to_string(vocabulary.size()) + ".");
        const auto id = id_value.get<std::size_t>();
        if (id >= pieces.size()) {
            pieces.resize(id + 1);
            taken.resize(id + 1);
        }
        if (taken[id])
            throw Error(place + ", which the piece \"" + printable(pieces[id]) + "\" has too.");
        taken[id] = true;
        pieces[id] = piece;
    }
    return pieces;
}

bool parse_lower_case(std::string_view text, std::string_view name_view)
{
    const std::string name(name_view);
    const json options = parse_object(text, name);
    const bool lower_case = boolean(options, "do_lower_case", true, name);
    if (boolean(options, "strip_accents", lower_case, name) != lower_case)
        throw Error(name + ": strip_accents differs from do_lower_case, expected that BERT strips accents exactly when "
                           "it lower-cases.");
    if (!boolean(options, "tokenize_chinese_chars", true, name))
        throw Error(name + ": tokenize_chinese_chars is false, expected true as in BERT.");
    return lower_case;
}

} // namespace bertlab
