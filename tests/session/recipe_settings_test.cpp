#include "session/recipe_settings.h"
#include "session/training_setup.h"
#include "training/recipe_json.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace bertlab;

class RecipeSettingsTest : public QObject
{
    Q_OBJECT

private slots:
    void equal_recipes_differ_in_nothing()
    {
        QCOMPARE(differences(classroomRecipe(), classroomRecipe()), QList<Setting>());
    }

    void one_change_is_one_setting()
    {
        RunRecipe changed = classroomRecipe();
        changed.trainer.schedule.peak = 1e-3;
        QCOMPARE(differences(classroomRecipe(), changed), QList<Setting>{Setting::learningRate});
        changed.instances.masking.split = {100, 0, 0}; // three numbers, one setting
        QCOMPARE(differences(classroomRecipe(), changed), QList<Setting>({Setting::learningRate, Setting::maskSplit}));
        changed = classroomRecipe();
        changed.config.hidden_size = 256;
        changed.config.num_attention_heads = 4;
        changed.config.intermediate_size = 1024;
        QCOMPARE(differences(classroomRecipe(), changed), QList<Setting>{Setting::width});
    }

    /// Every field that a recipe has in its file, each changed alone: a field that is added later cannot be forgotten.
    void no_field_is_overlooked_data()
    {
        QTest::addColumn<QString>("field");
        const auto json = nlohmann::json::parse(write_recipe(classroomRecipe()));
        for (const auto &[name, value] : json.items())
            if (name != "config")
                QTest::newRow(name.c_str()) << QString::fromStdString(name);
        for (const auto &[name, value] : json["config"].items())
            if (value.is_number() && name != "pad_token_id") // the rest is for other programs, or GELU
                QTest::newRow(("config " + name).c_str()) << QString::fromStdString("config/" + name);
    }
    void no_field_is_overlooked()
    {
        QFETCH(QString, field);
        auto json = nlohmann::json::parse(write_recipe(classroomRecipe()));
        auto &value =
            field.startsWith("config/") ? json["config"][field.mid(7).toStdString()] : json[field.toStdString()];
        if (value.is_boolean())
            value = !value.get<bool>();
        else if (value.is_number_integer())
            value = value == 0 ? 1 : 2 * value.get<int>();
        else if (value.is_number())
            value = value.get<double>() / 2 + 0.001;
        else if (value.is_array())
            value = {"/elsewhere.txt"};
        else
            value = otherName(field, value.get<std::string>());
        const RunRecipe changed = parse_recipe(json.dump(), "changed");
        QVERIFY(write_recipe(changed) != write_recipe(classroomRecipe()));
        QCOMPARE(differences(classroomRecipe(), changed).size(), qsizetype(1));
    }

    void what_changes_the_held_out_text()
    {
        QVERIFY(changesHeldOut(Setting::maskShare) && changesHeldOut(Setting::objective));
        QVERIFY(!changesHeldOut(Setting::learningRate) && !changesHeldOut(Setting::width));
    }

private:
    static std::string otherName(const QString &field, const std::string &now)
    {
        const QList<QPair<QString, QStringList>> names{
            {"initialization", {"quick", "standard"}},  {"positions", {"random", "sinusoidal"}},
            {"objective", {"mlm+nsp", "mlm"}},          {"masking", {"exact", "bernoulli"}},
            {"schedule", {"google", "bias-corrected"}}, {"optimizer", {"google", "bias-corrected"}}};
        for (const auto &[name, values] : names)
            if (name == field)
                return (values[0].toStdString() == now ? values[1] : values[0]).toStdString();
        return "/elsewhere.txt";
    }
};

QTEST_GUILESS_MAIN(RecipeSettingsTest)
#include "recipe_settings_test.moc"
