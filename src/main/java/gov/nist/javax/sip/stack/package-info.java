/**
 * What the SIP stack lets be changed from within its own package only. It goes into the launcher's
 * jar, beside the stack, and not into the WAR.
 */
@NullMarked
package gov.nist.javax.sip.stack;

import org.jspecify.annotations.NullMarked;
