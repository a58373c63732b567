/** Commands and their grammars, messages, and the strict decoder. */
@NullMarked
package io.tollgate.diameter.command;

import org.jspecify.annotations.NullMarked;
