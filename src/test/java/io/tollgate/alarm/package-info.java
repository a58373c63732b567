@NullMarked
package io.tollgate.alarm;

import org.jspecify.annotations.NullMarked;
