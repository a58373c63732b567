/** The seam between the charging mapping and whatever talks to peers. */
@NullMarked
package io.tollgate.diameter.transport;

import org.jspecify.annotations.NullMarked;
