@NullMarked
package io.tollgate.console.access;

import org.jspecify.annotations.NullMarked;
