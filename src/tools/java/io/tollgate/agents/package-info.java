/**
 * User agents that nobody here wrote (baresip, linphone), driven through their own remote controls,
 * and what CDF and OCS have to hold after their calls.
 */
@NullMarked
package io.tollgate.agents;

import org.jspecify.annotations.NullMarked;
