@NullMarked
package io.tollgate.journal.crash;

import org.jspecify.annotations.NullMarked;
