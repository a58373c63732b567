/** What the console shows, as plain records: pages and API make of the same ones what they show. */
@NullMarked
package io.tollgate.console.view;

import org.jspecify.annotations.NullMarked;
