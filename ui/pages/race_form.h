#pragma once

#include "plots/palette.h"
#include "session/recipe_settings.h"
#include "session/run_record.h"

#include <QList>
#include <QWidget>

#include <functional>
#include <optional>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QPushButton;

namespace bertlab {

/// The recipe of a run once more, with one setting to change: as soon as one differs the others are locked.
class RaceForm : public QWidget
{
    Q_OBJECT

public:
    explicit RaceForm(QWidget *parent = nullptr);

    /// The run to race against; all fields show its recipe.
    void setFirst(const RunRecord &first);
    const std::optional<RunRecord> &first() const { return m_first; }
    /// Of the second run: the first one's, with what was changed. Expects a first run.
    RunRecipe recipe() const;
    void setColors(const Palette &palette);
    void retranslate();

signals:
    void raceRequested();
    void backRequested();

private:
    using Change = std::function<void(RunRecipe &)>;
    /// A field of one setting: a number, or a choice whose first item is what the first run has.
    struct Editor
    {
        Setting setting;
        QLabel *label;
        QDoubleSpinBox *number = nullptr;
        std::function<double(const RunRecipe &)> get = {};
        std::function<void(RunRecipe &, double)> set = {};
        double shown = 0; ///< the first run's number, as the field rounds it
        QComboBox *choice = nullptr;
        QList<Change> alternatives = {};

        QWidget *field() const;
        bool isChanged() const;
        void show(const RunRecipe &first);
        void putInto(RunRecipe &recipe) const;
        void nameChoices(const RunRecipe &first);
    };
    void addChoice(QFormLayout &column, Setting setting, const char *id, const QList<Change> &alternatives);
    void addNumber(QFormLayout &column, Setting setting, const char *id, const QList<double> &range, int decimals,
                   const std::function<double(const RunRecipe &)> &get,
                   const std::function<void(RunRecipe &, double)> &set);
    void addModel(QFormLayout &column);
    void addTraining(QFormLayout &column);
    void limit();
    void putBack();
    void describe(); ///< what differs, and what is locked

    std::optional<RunRecord> m_first;
    QList<Editor> m_editors;
    QLabel *m_title, *m_about, *m_difference;
    QPushButton *m_start, *m_putBack, *m_back;
};

} // namespace bertlab
