/**
 * The conference focus without SIP: who takes part, since when, who pays, and when it ends. Plain
 * Java; signalling stands behind {@link io.tollgate.conference.ConferenceLeg}, charging behind
 * {@link io.tollgate.conference.Billing}.
 */
@NullMarked
package io.tollgate.conference;

import org.jspecify.annotations.NullMarked;
