/**
 * One dialog with one party: transaction rules, session timers and header transparency that the
 * participating and the controlling function share.
 */
@NullMarked
package io.tollgate.sip.leg;

import org.jspecify.annotations.NullMarked;
