#include "base/error.h"
#include "base/mapped_file.h"
#include "commands/commands.h"
#include "commands/interruption.h"
#include "commands/json_output.h"
#include "commands/labelled_batch.h"
#include "commands/options.h"
#include "io/model_writer.h"
#include "io/safetensors.h"

#include <ostream>

namespace bertlab {

namespace {

struct LossOptions
{
    CommonOptions common;
    std::string input, gradients;
};

void expect_all_parts(const Model &model)
{
    if (!model.bert.has(Part::pooler) || !model.bert.has(Part::masked_lm) || !model.bert.has(Part::next_sentence))
        throw Error(model.name + ": the model has no pooler or no head (cls.predictions, cls.seq_relationship), which "
                                 "loss needs.");
}

void print_loss(const PretrainingLoss &loss, const LossOptions &options, std::ostream &out)
{
    if (options.common.json) {
        print_json_line(out, {{"mlm_loss", loss.masked_lm}, {"nsp_loss", loss.next_sentence}, {"loss", loss.total()}});
        return;
    }
    const auto of = [](Index correct, std::size_t all) {
        return std::to_string(correct) + " of " + std::to_string(all) + " right";
    };
    using enum Table::Align;
    Table table({left, right, left});
    table.add({"masked pieces", short_number(loss.masked_lm), of(loss.masked_correct, loss.masked_losses.size())});
    table.add({"next sentence", short_number(loss.next_sentence), of(loss.next_correct, loss.next_losses.size())});
    table.add({"sum", short_number(loss.total()), ""});
    table.print(out);
}

void tell_loss(const LossOptions &options, Console console)
{
    const auto model = open_model(options.common);
    expect_all_parts(*model);
    const LabelledBatch batch = read_labelled_batch(options.input, model->bert.config());
    const Parameters parameters = model->bert.parameters();
    Workers workers(options.common.threads);
    TrainingPass pass(parameters.config(), workers);
    pass.pack(parameters);
    TrainingPassOptions pass_options; // without dropout
    pass_options.is_cancelled = Interruption::requested;
    if (options.gradients.empty()) {
        print_loss(pass.evaluate(batch.padded.batch, batch.labels, pass_options), options, console.out);
        return;
    }
    Parameters gradients(parameters.config());
    const PretrainingLoss loss = pass.forward_backward(batch.padded.batch, batch.labels, pass_options, gradients);
    write_safetensors(path_from_utf8(options.gradients), tensors_of(gradients));
    print_loss(loss, options, console.out);
    if (!options.common.json)
        console.out << gradients.layout().tensors().size() << " gradients written to " << options.gradients << '\n';
}

} // namespace

void add_loss(CLI::App &program, Console console)
{
    auto options = std::make_shared<LossOptions>();
    CLI::App *command =
        program.add_subcommand("loss", "The losses of pre-training on one batch, and their gradients by every weight");
    command
        ->add_option("--input", options->input,
                     "input_ids, token_type_ids, attention_mask, labels (-100: none) [B, S] and next_sentence_label "
                     "[B], I64")
        ->type_name("BATCH.safetensors")
        ->required();
    command->add_option("--gradients", options->gradients, "Write d(mlm + nsp)/dw by parameter name, without dropout")
        ->type_name("OUT.safetensors")
        ->check(ends_with({".safetensors"}));
    add_model_options(*command, options->common);
    add_example(*command, "loss --model tests/data/tiny-random --input tests/data/tiny-random/batch.safetensors");
    command->callback([=] { tell_loss(*options, console); });
}

} // namespace bertlab
