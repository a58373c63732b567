@NullMarked
package io.tollgate.lab.common;

import org.jspecify.annotations.NullMarked;
