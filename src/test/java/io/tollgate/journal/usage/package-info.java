@NullMarked
package io.tollgate.journal.usage;

import org.jspecify.annotations.NullMarked;
