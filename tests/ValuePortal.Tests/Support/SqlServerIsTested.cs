namespace ValuePortal.Tests.Support;

public sealed class SqlServerIsTested
{
    /// <summary>One visible line in every run that says on which database the use cases ran.</summary>
    [Fact]
    public void The_use_cases_ran_on_sql_server_as_well()
    {
        Assert.SkipWhen(
            TestDatabase.SqlServer is null,
            $"{TestDatabase.SqlServerVariable} is not set: the use cases ran on SQLite only. Set it to a connection string of a SQL Server and run again.");
        using var portal = new TestPortal();
        Assert.IsType<ValuePortal.Platform.Data.SqlServerPortalDb>(portal.Factory.ForSystem());
    }
}
