@NullMarked
package io.tollgate.reference;

import org.jspecify.annotations.NullMarked;
