#pragma once

#include "numerics/instruction_set.h"

#include <QTest>

Q_DECLARE_METATYPE(bertlab::InstructionSet)

/// A row of test data for each set that this processor has: QFETCH(bertlab::InstructionSet, set).
inline void add_every_instruction_set()
{
    QTest::addColumn<bertlab::InstructionSet>("set");
    for (const bertlab::InstructionSet set : bertlab::usable_instruction_sets())
        QTest::newRow(name_of(set).data()) << set;
}
