@NullMarked
package io.tollgate.log;

import org.jspecify.annotations.NullMarked;
