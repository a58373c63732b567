@NullMarked
package io.tollgate.console;

import org.jspecify.annotations.NullMarked;
