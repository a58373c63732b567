@NullMarked
package io.tollgate.architecture;

import org.jspecify.annotations.NullMarked;
