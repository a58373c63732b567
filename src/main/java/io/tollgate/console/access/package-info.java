/** Who may look and who may act: users, logins, roles, guards of requests, and the audit log. */
@NullMarked
package io.tollgate.console.access;

import org.jspecify.annotations.NullMarked;
