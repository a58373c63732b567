/**
 * A user agent that does nothing but to say BYE, in dialogs that another server had: no container
 * makes a request in a dialog that it does not know (JSR 289 6.2.1).
 */
@NullMarked
package io.tollgate.sip.farewell;

import org.jspecify.annotations.NullMarked;
