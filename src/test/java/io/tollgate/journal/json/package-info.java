@NullMarked
package io.tollgate.journal.json;

import org.jspecify.annotations.NullMarked;
