/**
 * Every setting, in one catalogue: a record per room, one component per setting. A component's name
 * is the setting's name ({@code SipSettings.noAnswer} is {@code sip.no-answer}), its accessor the
 * typed value, and its {@link io.tollgate.settings.Setting} the rest; adding one is one edit.
 */
@NullMarked
package io.tollgate.settings;

import org.jspecify.annotations.NullMarked;
