/** Everything that a party may do in a dialog, done from either side of the server. */
@NullMarked
package io.tollgate.sip.dialog;

import org.jspecify.annotations.NullMarked;
