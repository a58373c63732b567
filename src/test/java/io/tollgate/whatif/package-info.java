@NullMarked
package io.tollgate.whatif;

import org.jspecify.annotations.NullMarked;
