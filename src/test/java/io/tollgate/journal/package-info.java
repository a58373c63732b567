@NullMarked
package io.tollgate.journal;

import org.jspecify.annotations.NullMarked;
