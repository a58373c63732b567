@NullMarked
package io.tollgate.diameter.profile;

import org.jspecify.annotations.NullMarked;
