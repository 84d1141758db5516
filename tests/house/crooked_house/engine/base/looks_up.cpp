#include "model/bert.h"
#include <QString>
