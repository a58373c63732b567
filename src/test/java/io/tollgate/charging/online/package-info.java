@NullMarked
package io.tollgate.charging.online;

import org.jspecify.annotations.NullMarked;
