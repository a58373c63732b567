@NullMarked
package io.tollgate.command;

import org.jspecify.annotations.NullMarked;
