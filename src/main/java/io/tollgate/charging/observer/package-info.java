/**
 * What charged sessions do, told to whoever explains it, keeps it or reconciles it: one vocabulary
 * for all of them. The ports and the signalling of a session are wrapped where somebody listens to
 * it, and only there.
 */
@NullMarked
package io.tollgate.charging.observer;

import org.jspecify.annotations.NullMarked;
