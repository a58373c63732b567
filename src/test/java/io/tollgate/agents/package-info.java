@NullMarked
package io.tollgate.agents;

import org.jspecify.annotations.NullMarked;
