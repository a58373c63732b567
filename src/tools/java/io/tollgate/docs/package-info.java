/** The documentation as a site of plain pages. */
@NullMarked
package io.tollgate.docs;

import org.jspecify.annotations.NullMarked;
