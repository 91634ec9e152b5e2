use super::*;

#[test]
fn rows_fit_their_columns_and_csv_survives_quotes() {
    for table in tables() {
        assert!(!table.rows.is_empty(), "{} is empty", table.id);
        for row in &table.rows {
            assert_eq!(row.values.len(), table.columns.len(), "{}", row.id);
        }
        assert_eq!(table.to_csv().lines().count(), table.rows.len() + 1, "{}", table.id);
    }
    let mut line = String::new();
    push_line(&mut line, ["a", "b,c", "d\"e"].into_iter());
    assert_eq!(line, "a,\"b,c\",\"d\"\"e\"\n");
}

#[test]
fn json_leaves_out_what_is_not_known() {
    let floors = tables().into_iter().find(|table| table.id == "floors").unwrap();
    let json = serde_json::to_value(&floors).unwrap();
    assert_eq!(json["rows"][0]["id"], "driver-floor-cuda-13");
    assert_eq!(json["rows"][0]["linux"], "580");
    assert_eq!(json["rows"][0]["source"], "cuda-release-notes");
    let drivers = serde_json::to_value(&tables()[0]).unwrap();
    assert!(drivers["rows"][0].get("kind").is_none());
}
