# The reference of the HTTP API.
reference-title = HTTP API
reference-openapi = The same for programs: OpenAPI 3.1
reference-stands-for = In the examples { $desk } stands for the address of this desk, and { $token } for a token.
reference-rooms = Rooms of the API
reference-told = What it can be told
reference-in-path = in the path
reference-in-query = in the query
reference-in-header = in a header
reference-required = must be there
reference-scopes = Scopes of a token, any of them: { $what }
reference-people = For people alone, who have signed in
reference-example = Example
reference-answers = What can come back
