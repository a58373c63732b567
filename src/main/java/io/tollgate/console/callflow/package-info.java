/**
 * What was charged and why, for people: the latest sessions with their charging requests, answers
 * and signalling steps in order. Fed by an observer of {@code charging}, so that the domain knows
 * nothing of it; bounded, and lossy by design: it explains, it never accounts.
 */
@NullMarked
package io.tollgate.console.callflow;

import org.jspecify.annotations.NullMarked;
