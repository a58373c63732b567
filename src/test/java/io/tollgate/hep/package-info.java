@NullMarked
package io.tollgate.hep;

import org.jspecify.annotations.NullMarked;
