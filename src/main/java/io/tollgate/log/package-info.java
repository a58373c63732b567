/** What every room needs to log alike: identities masked, and the context that lines carry. */
@NullMarked
package io.tollgate.log;

import org.jspecify.annotations.NullMarked;
