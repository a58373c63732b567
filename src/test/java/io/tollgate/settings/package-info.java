@NullMarked
package io.tollgate.settings;

import org.jspecify.annotations.NullMarked;
