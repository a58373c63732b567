@NullMarked
package io.tollgate.console.view;

import org.jspecify.annotations.NullMarked;
