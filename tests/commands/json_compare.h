#pragma once

#include <QTest>

#include <nlohmann/json.hpp>

#include <string>

/// QCOMPARE for JSON: equal values, whatever the order of their fields; it shows both texts where they differ. QCOMPARE
/// itself does not compile with a type that turns into every other.
#define COMPARE_JSON(found, expected) QCOMPARE(nlohmann::json(found).dump(), nlohmann::json(expected).dump())
